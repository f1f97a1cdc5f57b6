package dev.muster.loadtest.latency;

import dev.muster.loadtest.bench.OneMuster;
import dev.muster.loadtest.bench.Processors;
import dev.muster.loadtest.latency.figure.Answers;
import dev.muster.loadtest.latency.figure.Kept;
import dev.muster.loadtest.latency.figure.QueryFigure;
import dev.muster.loadtest.latency.figure.ShareFigure;
import dev.muster.loadtest.latency.sight.RootEvents;
import dev.muster.loadtest.latency.sight.Steps;
import dev.muster.loadtest.service.ServiceFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One Muster, whose fleet reports, under one load after the other. Blocks; not thread-safe. */
final class Measurement {
    private static final Duration TOTAL_WITHIN = Duration.ofSeconds(60);
    private static final double PERCENT = 100;

    /** A twin that reports for the first time is made: much slower than they are. */
    private static final int MADE_PER_SECOND = 200;

    private final OneMuster muster;
    private final Reporters reporters;
    private final Processors processors;
    private final int capacity;
    private final long readBefore;

    /**
     * @param capacity in records a second; 0 where nobody is to report
     * @param readBefore records of others that its twins have already
     */
    Measurement(OneMuster muster, Reporters reporters, Processors processors, int capacity, long readBefore) {
        this.muster = muster;
        this.reporters = reporters;
        this.processors = processors;
        this.capacity = capacity;
        this.readBefore = readBefore;
    }

    /** Everybody reports once; returns when both roots show it. */
    void begin() {
        int records = reporters.background().reportAll();
        muster.awaitTotal(reporters.total(), TOTAL_WITHIN.plusSeconds(records / MADE_PER_SECOND));
    }

    /** One share. Whatever is not as sent is in the figure. */
    ShareFigure share(int percent, Duration time, RootEvents events) {
        Steps steps = new Steps(reporters.total());
        events.follow(steps);
        Processors.Reading before = processors.read();
        reporters.background().start(rate(percent));
        List<long[]> byProbe = List.of();
        long unread = 0;
        try {
            byProbe = reporters.probes().run(steps, time);
            unread = Math.max(0, sent() - muster.taken());
        } catch (ServiceFailure e) {
            steps.wrong(String.valueOf(e.getMessage()));
        }
        Map<String, Double> busy = processors.read().busySince(before);
        Kept kept = reporters.background().stop();
        if (steps.wrong().isEmpty()) {
            verify().ifPresent(steps::wrong);
        }
        return new ShareFigure(percent, byProbe, kept, steps.stream(), unread, busy, steps.wrong());
    }

    /** Questions for so long. */
    QueryFigure queries(Queries queries, LatencyOptions options, Duration time) {
        Processors.Reading before = processors.read();
        boolean reporting = options.queryShare() > 0;
        if (reporting) {
            reporters.background().start(rate(options.queryShare()));
        }
        Answers answers = queries.run(options.queries(), Math.toIntExact(options.queries() * time.toSeconds()));
        Map<String, Double> busy = processors.read().busySince(before);
        Optional<Kept> kept = reporting ? Optional.of(reporters.background().stop()) : Optional.empty();
        Optional<String> wrong = answers.wrong().or(this::verify);
        Answers judged = new Answers(answers.perSecond(), answers.levels(), answers.nanos(), wrong);
        return new QueryFigure(options.assets(), options.queryShare(), judged, kept, busy);
    }

    /** What is wrong once nobody reports; empty: both roots show what was sent, and each record was taken. */
    private Optional<String> verify() {
        try {
            muster.awaitTaken(sent());
            muster.awaitTotal(reporters.total(), TOTAL_WITHIN);
            return Optional.empty();
        } catch (ServiceFailure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private long sent() {
        return readBefore + reporters.acknowledged();
    }

    /** Of all but the probes, who are few beside them. */
    private double rate(int percent) {
        return Math.max(1, capacity * percent / PERCENT - Probes.STEPS_PER_SECOND);
    }
}
