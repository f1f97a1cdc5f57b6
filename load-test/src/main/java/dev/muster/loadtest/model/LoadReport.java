package dev.muster.loadtest.model;

/** What loading a plan did: how many writes of each kind, and how many of all made a difference. */
public record LoadReport(int types, int hierarchies, int groups, int assets, int changed) {
    public int writes() {
        return types + hierarchies + groups + assets;
    }
}
