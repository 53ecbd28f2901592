import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { defineComponent, h } from 'vue';
import Home from './Home.vue';
import NotFound from './NotFound.vue';
import Playground from './Playground.vue';
import { useRestoredFocus } from './restore-focus.js';
import './theme.css';

const Layout = defineComponent({
  name: 'DocsLayout',
  setup() {
    useRestoredFocus();
    return () => h(DefaultTheme.Layout, null, { 'not-found': () => h(NotFound) });
  },
});

/** VitePress's default theme, with the live demo as components for pages. */
export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('Home', Home);
    app.component('Playground', Playground);
  },
} satisfies Theme;
