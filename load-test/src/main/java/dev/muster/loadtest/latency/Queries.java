package dev.muster.loadtest.latency;

import dev.muster.loadtest.latency.figure.Answers;
import dev.muster.loadtest.latency.figure.Level;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks at an even rate whatever the answers take, and counts each answer from when it was due to be asked for: a question that has to wait,
 * because those before it are slow, is slow itself.
 */
final class Queries {
    /** So many at once; at 1,000/s nobody waits for one while answers take less than 64 ms. */
    private static final int CONNECTIONS = 64;

    /** After the last one was due. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);

    private final URI base;
    private final Questions questions;
    private final Random random;

    Queries(URI base, Questions questions, Random random) {
        this.base = base;
        this.questions = questions;
        this.random = random;
    }

    /** What one run of it has. */
    private static final class Run {
        final Pace pace;
        final List<Questions.Question> asked;
        final long[] latencies;
        final long end;
        final AtomicInteger next = new AtomicInteger();
        final AtomicReference<String> wrong = new AtomicReference<>();

        Run(Pace pace, List<Questions.Question> asked) {
            this.pace = pace;
            this.asked = asked;
            this.latencies = new long[asked.size()];
            this.end = pace.at(asked.size()) + ANSWERED_WITHIN.toNanos();
            Arrays.fill(latencies, -1);
        }
    }

    /** So many questions; blocks until all are answered, or it has taken far too long. */
    Answers run(int perSecond, int count) {
        List<Questions.Question> asked = new ArrayList<>();
        for (int left = count; left > 0; left--) {
            asked.add(questions.draw(random));
        }
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS, task -> {
            Thread thread = new Thread(task, "queries");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Run run = new Run(new Pace(System.nanoTime(), perSecond), List.copyOf(asked));
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(CompletableFuture.runAsync(() -> ask(run), threads));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            return answers(run, perSecond);
        } finally {
            threads.shutdownNow();
        }
    }

    private void ask(Run run) {
        try (KeepAlive connection = new KeepAlive(base)) {
            for (int number = run.next.getAndIncrement();
                    number < run.asked.size() && System.nanoTime() < run.end && run.wrong.get() == null;
                    number = run.next.getAndIncrement()) {
                ask(run, number, connection);
            }
        }
    }

    private void ask(Run run, int number, KeepAlive connection) {
        long due = run.pace.at(number);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        Questions.Question question = run.asked.get(number);
        Optional<String> objection;
        try {
            KeepAlive.Answer answer = connection.get(question.path());
            // Before it is looked at: that is this program's time.
            run.latencies[number] = System.nanoTime() - due;
            objection = questions.objection(question, answer);
        } catch (IOException e) {
            connection.close();
            objection = Optional.of("Expected an answer to GET %s but got: %s".formatted(question.path(), e));
        }
        objection.ifPresent(wrong -> run.wrong.compareAndSet(null, wrong));
    }

    private static Answers answers(Run run, int perSecond) {
        long unanswered =
                Arrays.stream(run.latencies).filter(nanos -> nanos < 0).count();
        if (unanswered > 0) {
            run.wrong.compareAndSet(
                    null,
                    "Expected all %d questions to be answered but %d were not".formatted(run.asked.size(), unanswered));
        }
        List<Level> levels = run.asked.stream().map(Questions.Question::level).toList();
        return new Answers(perSecond, levels, run.latencies, Optional.ofNullable(run.wrong.get()));
    }
}
