// @vitest-environment happy-dom
import { describeElementIn } from './behaviours.js';

describeElementIn('happy-dom');
