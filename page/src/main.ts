import { mount } from 'svelte'
import App from './App.svelte'
import { takeToken } from './lib/api'

takeToken()
export default mount(App, { target: document.getElementById('app')! })
