// Written by: npm run generate (from openapi.yaml). Do not edit.

import type { PipedreamClientOpts } from '../client-options.js'
import type { BaseRequestOptions } from '../options.js'
import { CALLER, Resource } from '../resource.js'
import type {
  PagePromise,
  PipedreamPromise,
} from '../results.js'
import type {
  CreateProjectOpts,
  ListProjectsResponse,
  Project,
  ProjectInfoResponse,
  ProjectsListRequest,
  UpdateProjectLogoOpts,
  UpdateProjectOpts,
} from './types.js'

/** The projects of the workspace. */
export class ProjectsClient extends Resource {
  /**
   * Lists the projects of the workspace. Page by page; found by words.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param request What `projects.list` takes.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * for await (const project of client.projects.list({ q: 'Acme' })) {
   *   console.log(project)
   * }
   * ```
   */
  list(request?: ProjectsListRequest, requestOptions?: BaseRequestOptions): PagePromise<Project, ListProjectsResponse> {
    return this[CALLER].page('projects.list', null, [], request, requestOptions)
  }

  /**
   * Creates a project. In the workspace that the OAuth client belongs to.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param request The project to be created.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const project = await client.projects.create({ name: 'Acme', supportEmail: 'help@example.com' })
   * console.log(project)
   * ```
   */
  create(request: CreateProjectOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<Project> {
    return this[CALLER].json('projects.create', null, [], request, requestOptions)
  }

  /**
   * Gets one project. Any of the workspace, not only the one this client is for.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param projectId The project, `proj_…`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const project = await client.projects.retrieve('proj_1')
   * console.log(project)
   * ```
   */
  retrieve(projectId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<Project> {
    return this[CALLER].json('projects.retrieve', null, [projectId], undefined, requestOptions)
  }

  /**
   * Deletes a project. With its users, accounts and deployed triggers. It cannot be undone.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param projectId The project, `proj_…`.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429: `TooManyRequestsError`;
   *   `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.projects.delete('proj_1')
   * ```
   */
  delete(projectId: string, requestOptions?: BaseRequestOptions): PipedreamPromise<void> {
    return this[CALLER].void('projects.delete', [projectId], undefined, requestOptions)
  }

  /**
   * Changes a project. What is not given stays as it is.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param projectId The project, `proj_…`.
   * @param request What is to change in a project; the rest stays.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * const project = await client.projects.update('proj_1', { appName: 'Acme Assistant' })
   * console.log(project)
   * ```
   */
  update(projectId: string, request?: UpdateProjectOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<Project> {
    return this[CALLER].json('projects.update', null, [projectId], request, requestOptions)
  }

  /**
   * Sets the logo of a project. People see it when they connect.
   *
   * Needs the scope `connect:projects:write`.
   *
   * @param projectId The project, `proj_…`.
   * @param request The logo.
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 400: `BadRequestError`, 401: `PipedreamError`, 403: `PipedreamError`, 404: `NotFoundError`, 429:
   *   `TooManyRequestsError`; `PipedreamTimeoutError` and `PipedreamAbortError`.
   * @example
   * ```js
   * await client.projects.updateLogo('proj_1', { logo: 'data:image/png;base64,iVBORw0KGgo=' })
   * ```
   */
  updateLogo(projectId: string, request: UpdateProjectLogoOpts, requestOptions?: BaseRequestOptions): PipedreamPromise<void> {
    return this[CALLER].void('projects.updateLogo', [projectId], request, requestOptions)
  }

  /**
   * Gets what is set up in this project. The apps that it uses with OAuth apps of its own.
   *
   * Needs the scope `connect:projects:read`.
   *
   * @param requestOptions Time limit in seconds, retries, headers and an abort signal of this call.
   * @throws {PipedreamError} 401: `PipedreamError`, 403: `PipedreamError`, 429: `TooManyRequestsError`; `PipedreamTimeoutError` and
   *   `PipedreamAbortError`.
   * @example
   * ```js
   * const projectInfo = await client.projects.retrieveInfo()
   * console.log(projectInfo)
   * ```
   */
  retrieveInfo(requestOptions?: BaseRequestOptions): PipedreamPromise<ProjectInfoResponse> {
    return this[CALLER].json('projects.retrieveInfo', null, [], undefined, requestOptions)
  }
}

/** The types of `ProjectsClient`. */
export declare namespace ProjectsClient {
  type Options = PipedreamClientOpts
  type RequestOptions = BaseRequestOptions
}
