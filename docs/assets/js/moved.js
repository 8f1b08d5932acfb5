// A page that has moved: the fragment of the old address comes along, which a plain redirect would lose.
const [, target] = document.querySelector("meta[http-equiv=refresh]").content.split("url=");
const [page, fragment] = target.split("#");
location.replace(page + (location.hash || (fragment ? `#${fragment}` : "")));
