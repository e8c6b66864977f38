import { render, Text } from 'ink';
import { createElement } from 'react';

// What the first frame of the wizard is compared with: the smallest Ink program, run as it is from node_modules.

render(createElement(Text, null, 'hello'));
setInterval(() => {}, 1000);
