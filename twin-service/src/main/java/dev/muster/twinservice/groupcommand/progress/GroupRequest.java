package dev.muster.twinservice.groupcommand.progress;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.control.Arguments;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.assetmodel.identity.CommandName;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Owner;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of all members of a group.
 *
 * @param id follows from group and {@code key}; it is the key of what each member is asked
 * @param key of idempotency: whoever repeats it gets what became of the first, and no member is given anything again
 * @param reason why, in the words of whoever asks; may be empty
 * @param timeout how long each device may take after its command went out
 * @param queueUntil members that are not online wait until then; {@code null}: these refuse at once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupRequest(
        CommandId id,
        GroupKey group,
        String key,
        CommandName command,
        Arguments arguments,
        Principal by,
        String reason,
        Duration timeout,
        @Nullable Instant queueUntil) {
    /** Whether {@code other} asks for the same: only then may it come under the same key. */
    public boolean asksTheSameAs(GroupRequest other) {
        return id.equals(other.id) && command.equals(other.command) && arguments.equals(other.arguments);
    }

    /** What is asked of one member: the same, however often and from wherever it is asked. */
    public CommandRequest of(AssetId member) {
        return new CommandRequest(
                memberCommand(member),
                member,
                id.value(),
                command,
                arguments,
                by,
                reason,
                timeout,
                queueUntil,
                new Owner(Owner.Kind.GROUP, id.value()));
    }

    public CommandId memberCommand(AssetId member) {
        return CommandId.of(member, id.value());
    }
}
