package dev.muster.ingest.batch;

/** Which of the ports do not answer at the moment; one per process, shared by all partitions. */
public record Outages(
        Availability modelView,
        Availability twins,
        Availability history,
        Availability quarantine,
        Availability modelWriters) {
    public static Outages none() {
        return new Outages(
                new Availability("the model view"),
                new Availability("a twin"),
                new Availability("the history store"),
                new Availability("the quarantine topic"),
                new Availability("a writer of the model"));
    }
}
