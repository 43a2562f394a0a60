declare module "virtual:krds-themes.css";
