package dev.muster.assetmodel.exchange;

import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.command.ModelCommand.PutAsset;
import dev.muster.assetmodel.command.ModelCommand.PutGroup;
import dev.muster.assetmodel.command.ModelReply;
import dev.muster.assetmodel.command.ModelReply.Rejected;
import dev.muster.assetmodel.exchange.WaitingLines.Waiting;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.view.ModelView;
import dev.muster.assetmodel.view.temporal.ModelHistory;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Decides, portion by portion, which lines of a file are to be written, and keeps account of all. Lines may come in any order:
 * within a portion they are put in the order in which they need each other, and one that refers to what is not there yet waits
 * until a later line brings it. Thread-safe.
 *
 * <p>A line fails when nothing that the file still brings can help it, and no other line with it. Assets that name each other in
 * a ring are done in two steps, see {@link Rings}.
 */
public final class ImportPlanner {
    private final ShadowModel shadow;
    private final SeenEntities seen = new SeenEntities();
    private final WaitingLines waiting;
    private final Rings rings = new Rings();
    private final long linesMax;
    private final boolean dryRun;
    private final UnaryOperator<String> columns;
    private final ImportProgress progress;
    private final List<RefusedWrite> refusedByWriter = new ArrayList<>();
    /** Whether a line was written since those that a writer refused were tried last. */
    private boolean writtenSince = true;

    private record RefusedWrite(Write write, Rejected why) {}

    /**
     * How much of a file is taken, and who is believed.
     *
     * @param linesMax lines
     * @param waitingBytesMax lines that wait for others, in bytes
     * @param precedence that of the writers
     */
    public record Rules(long linesMax, long waitingBytesMax, Precedence precedence) {}

    /**
     * A line that is to be written; the rest stays with whoever planned it.
     *
     * @param inPart it is not done with that: the whole of it comes later
     */
    public record Write(EntityLine line, boolean creates, boolean inPart) {}

    /**
     * What is to be written.
     *
     * @param structure types, hierarchies and groups, in an order that writers take; before any of the assets
     * @param assets in any order
     */
    public record Writes(List<Write> structure, List<Write> assets) {
        public boolean isEmpty() {
            return structure.isEmpty() && assets.isEmpty();
        }
    }

    /** @param columns how the file calls a field of a line, such as {@code rules.power.min} */
    public ImportPlanner(
            ModelView view,
            ModelHistory history,
            Author by,
            Rules rules,
            boolean dryRun,
            UnaryOperator<String> columns,
            ImportProgress progress) {
        this.shadow = new ShadowModel(view, history, rules.precedence(), by);
        this.waiting = new WaitingLines(rules.waitingBytesMax());
        this.linesMax = rules.linesMax();
        this.dryRun = dryRun;
        this.columns = columns;
        this.progress = progress;
    }

    /** The next lines of the file. */
    public synchronized Writes plan(List<ReadLine> lines, Instant now) {
        List<EntityLine> sound = new ArrayList<>();
        for (ReadLine read : lines) {
            if (read instanceof ReadLine.Bad bad) {
                progress.read(bad.number());
                progress.failed(bad.number(), bad.field(), bad.detail());
                continue;
            }
            EntityLine line = ((ReadLine.Sound) read).line();
            progress.read(line.number());
            String repeated = line.number() > linesMax
                    ? "Expected at most %d lines in one file but this is line %d".formatted(linesMax, line.number())
                    : seen.repeated(line);
            if (repeated == null) {
                sound.add(line);
            } else {
                progress.failed(line.number(), columns.apply("id"), repeated);
            }
        }
        return decide(sound, now);
    }

    /**
     * At the end of the file, once everything so far is written and can be seen: the lines that are left, looked at anew, as
     * often as {@link #anythingLeft} says. When that comes to nothing they have failed.
     */
    public synchronized Writes planRest(Instant now) {
        if (!dryRun) {
            shadow.lookAgain();
        }
        List<Waiting> left = waiting.takeAll();
        Writes writes = decide(left.stream().map(Waiting::line).toList(), now);
        tryRefusedOnesAgain(writes);
        if (writes.isEmpty() && waiting.size() == left.size()) {
            stuck(waiting.takeAll(), writes, now);
        }
        return writes;
    }

    /** As long as something comes of it: in a row of lines of which each needs the one before, one is done at a time. */
    private void tryRefusedOnesAgain(Writes writes) {
        for (RefusedWrite refused : refusedByWriter) {
            if (writtenSince) {
                add(writes, refused.write);
            } else {
                fail(refused.write.line(), refused.why);
            }
        }
        writtenSince &= refusedByWriter.isEmpty();
        refusedByWriter.clear();
    }

    /** Nothing that any single line does helps them; what some do together may. */
    private void stuck(List<Waiting> left, Writes writes, Instant now) {
        List<Waiting> ring = rings.of(left, shadow, now);
        if (ring.isEmpty()) {
            left.forEach(hopeless -> fail(hopeless.line(), hopeless.why()));
            return;
        }
        Set<AssetId> first = new HashSet<>();
        List<Waiting> begun = ring.stream()
                .filter(one -> dryRun || !shadow.hasAsset(Rings.asset(one)) && first.add(Rings.asset(one)))
                .toList();
        Set<Waiting> others = new LinkedHashSet<>(left);
        begun.forEach(others::remove);
        others.forEach(this::waitOn);
        if (dryRun) {
            shadow.assume(Rings.assets(ring));
            writes.assets()
                    .addAll(decide(ring.stream().map(Waiting::line).toList(), now)
                            .assets());
        } else {
            begun.forEach(one -> writes.assets().add(new Write(rings.begin(one, shadow), true, true)));
        }
    }

    /** There was room for it before. */
    private void waitOn(Waiting again) {
        if (!waiting.add(again, shadow)) {
            fail(again.line(), again.why());
        }
    }

    /** Whether lines are left to {@link #planRest look at} again. */
    public synchronized boolean anythingLeft() {
        return waiting.size() > 0 || !refusedByWriter.isEmpty();
    }

    /** Takes note of what the writer said; not of {@link ModelReply.Reason#UNAVAILABLE}, which says nothing of the line. */
    public synchronized void written(Write write, ModelReply reply) {
        if (!(reply instanceof Rejected rejected)) {
            writtenSince = true;
            if (write.inPart()) {
                waitOn(rings.rest(write.line()));
            } else {
                progress.changed(write.creates());
            }
        } else if (new Verdict.Refused(rejected).mayPass()) {
            // Others change the model too, and this line can depend on one that was under way beside it.
            refusedByWriter.add(new RefusedWrite(write, rejected));
        } else {
            fail(write.line(), rejected);
        }
    }

    private static void add(Writes writes, Write write) {
        boolean asset = write.line().kind() == EntityLine.Kind.ASSET;
        (asset ? writes.assets() : writes.structure()).add(write);
    }

    private Writes decide(List<EntityLine> lines, Instant now) {
        Deque<EntityLine> queue = new ArrayDeque<>(inOrder(lines));
        Writes writes = new Writes(new ArrayList<>(), new ArrayList<>());
        List<EntityLine> assets = new ArrayList<>();
        while (!queue.isEmpty() || !assets.isEmpty()) {
            if (queue.isEmpty()) {
                queue.addAll(assets);
                assets.clear();
            }
            EntityLine line = queue.remove();
            Verdict verdict = shadow.decide(line, now);
            if (verdict instanceof Verdict.Refused refused) {
                refused(line, refused);
            } else if (verdict instanceof Verdict.Changed changed) {
                changed(line, changed, writes, now);
                for (Waiting freed : waiting.freedBy(line.entityKey())) {
                    if (freed.line().kind() == EntityLine.Kind.ASSET) {
                        assets.add(freed.line());
                    } else {
                        queue.addFirst(freed.line());
                    }
                }
            } else {
                progress.unchanged();
            }
        }
        return writes;
    }

    private void changed(EntityLine line, Verdict.Changed changed, Writes writes, Instant now) {
        boolean creates = changed.before() == null || rings.hasBegun(line);
        if (dryRun) {
            progress.changed(creates);
            if (progress.keepsChanges()) {
                progress.wouldChange(EntityChange.of(line, changed, now));
            }
            return;
        }
        add(writes, new Write(line, creates, false));
    }

    private void refused(EntityLine line, Verdict.Refused refused) {
        if (!refused.mayPass()) {
            fail(line, refused.rejection());
        } else if (!waiting.add(new Waiting(line, false, refused.rejection()), shadow)) {
            Rejected why = refused.rejection();
            fail(
                    line,
                    new Rejected(
                            why.reason(),
                            why.field(),
                            why.detail()
                                    + "; no more lines can wait for what comes later in the file: put types,"
                                    + " hierarchies and groups before assets"));
        }
    }

    private void fail(EntityLine line, Rejected why) {
        progress.failed(line.number(), why.field().isEmpty() ? null : columns.apply(why.field()), why.detail());
    }

    /** Groups behind their parents, and who leaves service first, for others can have taken over its source and its device. */
    private static List<EntityLine> inOrder(List<EntityLine> lines) {
        List<EntityLine> groups = GroupOrder.of(
                lines.stream()
                        .filter(line -> line.kind() == EntityLine.Kind.GROUP)
                        .toList(),
                line -> said(group(line)));
        List<EntityLine> ordered = new ArrayList<>(lines.size());
        lines.stream()
                .filter(line -> line.kind().compareTo(EntityLine.Kind.GROUP) < 0)
                .sorted(Comparator.comparing(EntityLine::kind))
                .forEach(ordered::add);
        ordered.addAll(groups);
        lines.stream().filter(line -> line.kind() == EntityLine.Kind.RULE).forEach(ordered::add);
        lines.stream()
                .filter(line -> line.kind() == EntityLine.Kind.ASSET)
                .sorted(Comparator.comparing(ImportPlanner::leaves))
                .forEach(ordered::add);
        return ordered;
    }

    private static Instant leaves(EntityLine line) {
        Instant retiredFrom = ((PutAsset) line.commands().get(0)).retiredFrom();
        return retiredFrom == null ? Instant.MAX : retiredFrom;
    }

    private static PutGroup group(EntityLine line) {
        return (PutGroup) line.commands().get(0);
    }

    private static GroupOrder.Version said(PutGroup put) {
        GroupId parent = put.parent() == null ? GroupKey.ROOT : put.parent();
        return new GroupOrder.Version(put.group(), new GroupKey(put.group().hierarchy(), parent), put.validity());
    }
}
