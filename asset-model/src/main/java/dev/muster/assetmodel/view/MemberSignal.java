package dev.muster.assetmodel.view;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one signal of a member counts.
 *
 * @param factor 1, or -1 for a load: turns a reading into its contribution
 * @param limits of the contribution, the asset's own, else its type's; {@code null}: nobody gave any
 */
public record MemberSignal(
        Duration staleAfter, int factor, @Nullable Limits limits) {}
