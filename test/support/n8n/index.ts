export { expectConserved } from './conservation';
export { deepFreeze } from './freeze';
export { TestNodeTypes, typeNameOf } from './node-types';
export type { NodeClass } from './node-types';
export { NODE_NAME, runNode } from './run-node';
export type { NodeResult, NodeRun } from './run-node';
export { runWorkflow } from './run-workflow';
export type { RunOptions, WorkflowResult, WorkflowUnderTest } from './run-workflow';
export { userFolder } from './environment';
