package dev.muster.aggregation.query;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Depth-first through a tree of groups: of each group first its direct members by asset id, then its children by key.
 * Alternates {@link #next}, which says whom to ask what, and {@link #answered}. Holds one frame per level. Not
 * thread-safe.
 */
final class MissingWalk {
    /**
     * What to ask next.
     *
     * @param members whether to ask for direct members after {@code after}; otherwise only for children after
     *     {@code afterChild}
     */
    record Stop(
            GroupKey group,
            boolean members,
            @Nullable AssetId after,
            @Nullable GroupKey afterChild) {}

    private static final class Frame {
        private final List<GroupKey> path;
        private final Deque<GroupKey> toVisit = new ArrayDeque<>();
        private boolean membersDone;
        private boolean childrenKnown;
        private @Nullable AssetId after;
        private @Nullable GroupKey afterChild;

        Frame(List<GroupKey> path) {
            this.path = path;
        }

        GroupKey group() {
            return path.get(path.size() - 1);
        }
    }

    private final Deque<Frame> frames = new ArrayDeque<>();

    /** From the first member under {@code top}. */
    MissingWalk(GroupKey top) {
        frames.push(new Frame(List.of(top)));
    }

    /**
     * From a place on. Where the path is broken, because a group moved away meanwhile, the walk goes on after that
     * group: what is under it is listed where it is now.
     *
     * @param isChild whether the first group has the second as a child now
     */
    MissingWalk(MissingCursor from, BiPredicate<GroupKey, GroupKey> isChild) {
        List<GroupKey> path = from.path();
        for (int depth = 0; depth < path.size(); depth++) {
            Frame frame = new Frame(List.copyOf(path.subList(0, depth + 1)));
            frames.push(frame);
            if (depth + 1 == path.size()) {
                frame.after = from.after();
                return;
            }
            frame.membersDone = true;
            frame.afterChild = path.get(depth + 1);
            if (!isChild.test(path.get(depth), path.get(depth + 1))) {
                return;
            }
        }
    }

    /** Empty: the walk is at its end. */
    Optional<Stop> next() {
        while (!frames.isEmpty()) {
            Frame frame = frames.element();
            GroupKey child = frame.toVisit.poll();
            if (child != null) {
                frame.afterChild = child;
                List<GroupKey> path = new ArrayList<>(frame.path);
                path.add(child);
                frames.push(new Frame(List.copyOf(path)));
            } else if (frame.childrenKnown) {
                frames.pop();
            } else {
                return Optional.of(new Stop(frame.group(), !frame.membersDone, frame.after, frame.afterChild));
            }
        }
        return Optional.empty();
    }

    /**
     * Takes the answer to the last {@link #next}.
     *
     * @param last the last member listed; {@code null}: none was
     * @param moreMembers there may be more after it: then {@code children} do not matter yet
     * @param moreChildren there may be more after the last of {@code children}
     */
    void answered(@Nullable AssetId last, boolean moreMembers, List<GroupKey> children, boolean moreChildren) {
        Frame frame = frames.element();
        if (last != null) {
            frame.after = last;
        }
        if (moreMembers) {
            return;
        }
        frame.membersDone = true;
        frame.toVisit.addAll(children);
        frame.childrenKnown = !moreChildren || children.isEmpty();
    }

    /** The path to the group that was asked last. */
    List<GroupKey> path() {
        return frames.element().path;
    }
}
