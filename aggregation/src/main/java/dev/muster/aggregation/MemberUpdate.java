package dev.muster.aggregation;

import dev.muster.assetmodel.identity.AssetId;
import java.util.Objects;

/** What a twin says of itself. May repeat what was said before, and need not hold every signal. */
public record MemberUpdate(AssetId asset, MemberRegisters registers) {
    public MemberUpdate {
        Objects.requireNonNull(asset, "Expected an asset but got none");
        Objects.requireNonNull(registers, "Expected registers but got none");
    }
}
