package dev.muster.loadtest.latency.figure;

/** Where a group stands in its tree. */
public enum Level {
    ROOT("root"),
    MIDDLE("middle"),
    LEAF("leaf");

    private final String word;

    Level(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
