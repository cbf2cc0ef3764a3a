export { createClient } from "./docsieve";
