package dev.muster.assetmodel.view.temporal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer. It can hold fewer items than were asked for, even none, and not be the last: looking through a large
 * fleet is done in portions.
 *
 * @param next behind which to go on; {@code null}: there is no more
 */
public record Page<T, P>(List<T> items, @Nullable P next) {
    public Page {
        items = List.copyOf(items);
    }
}
