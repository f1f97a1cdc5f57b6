package dev.muster.loadtest.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of missing members; {@code next} is the cursor of the following one, {@code null} on the last. */
public record MissingPage(
        List<MissingMember> members, @Nullable String next) {
    public MissingPage {
        members = members == null ? List.of() : List.copyOf(members);
    }
}
