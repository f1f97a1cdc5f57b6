package dev.muster.twinservice.placement;

/**
 * Who was the last to say that it reads a partition.
 *
 * @param node its address
 * @param posts how often anybody has said so of this partition: it stands still when whoever reads it is silent
 */
public record Reader(String node, long posts) {
    /** It was this node before, too, and it has spoken since: it neither has the partition for a moment only, nor is it gone. */
    boolean hasStayed(Reader before) {
        return node.equals(before.node) && posts > before.posts;
    }
}
