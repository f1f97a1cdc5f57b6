package dev.muster.twinservice.groupcommand;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Port: gives commands to groups. Thread-safe. A stage that fails (with {@link java.util.concurrent.TimeoutException} when nobody
 * answers) leaves open whether the command was taken: giving it again under the same key is always safe.
 */
public interface GroupCommanding {
    /** More members are not taken. */
    int membersMax();

    /**
     * Gives a command to all of {@code members}, or tells how far it is when it was given before.
     *
     * @param members in the order of ids, each once; those of the first who asks, whatever others find later
     */
    CompletionStage<Reply> give(GroupRequest request, List<AssetId> members);

    /** How far it is; empty: there is no such group command. */
    CompletionStage<Optional<GroupView>> read(CommandId id);

    /**
     * Its members and their outcomes, in the order of ids; empty: there is no such group command.
     *
     * @param after the last one of the page before; {@code null}: from the first
     * @param status only these; {@code null}: all
     */
    CompletionStage<Optional<MembersPage>> members(
            CommandId id, @Nullable AssetId after, int limit, @Nullable MemberStatus status);

    /** Nobody is given it any more, and what has not gone out is taken back; empty: there is no such group command. */
    CompletionStage<Optional<GroupView>> cancel(CommandId id, Principal by);

    /** The answer to {@link #give}. */
    sealed interface Reply {}

    /** @param repeated nothing was changed by this call */
    record Given(GroupView view, boolean repeated) implements Reply {}

    /** The key stands for another command. */
    record KeyReused(GroupView other) implements Reply {}
}
