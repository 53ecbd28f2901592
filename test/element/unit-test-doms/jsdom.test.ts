// @vitest-environment jsdom
import { describeElementIn } from './behaviours.js';

describeElementIn('jsdom');
