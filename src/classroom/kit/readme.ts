/** What whoever unpacks the kit reads first. */
export const KIT_README = `Rumor Has It: the offline kit
=============================

Everything for the workshop, for Linux, macOS and Windows on x64 and arm64,
apart from Node itself (20.19 or newer, https://nodejs.org).

Copy this folder to your machine. Open a terminal in it, and type:

    cd rumor-has-it
    npm ci --offline --cache ../cache

No network is needed, now or later. Then:

    node rumor doctor     is this machine ready?
    npm start             the workshop
`;
