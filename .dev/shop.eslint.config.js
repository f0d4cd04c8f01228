// What “npm start” lints the code of the example shop with: our plugin alone, as in a project of its own.
import { loadOwnPlugin } from './eslint/own-plugin.js';

const delivery = await loadOwnPlugin();

export default delivery.configs.recommended;
