package dev.muster.twinservice.groupcommand;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.groupcommand.progress.GroupProgress;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MemberStatus;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import dev.muster.twinservice.serialization.NodeMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What others say to a {@link GroupCommand}, from any node, and what it answers. */
sealed interface GroupMessage extends GroupCommand.Command, NodeMessage {
    /**
     * Start this, once all members are there.
     *
     * @param digest of all members
     * @param from place of the first of {@code some}
     */
    record Offer(
            GroupRequest request,
            String digest,
            int members,
            int from,
            List<AssetId> some,
            ActorRef<OfferReply> replyTo)
            implements GroupMessage {}

    record Read(ActorRef<ReadReply> replyTo) implements GroupMessage {}

    /**
     * @param after {@code null}: from the first member
     * @param status only these; {@code null}: all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReadMembers(
            @Nullable AssetId after, int limit, @Nullable MemberStatus status, ActorRef<MembersReply> replyTo)
            implements GroupMessage {}

    record Cancel(Principal by, ActorRef<ReadReply> replyTo) implements GroupMessage {}

    /** What became of a member's command. */
    record Tell(CommandRecord told, ActorRef<Noted> replyTo) implements GroupMessage {}

    /** An alarm went off. */
    record Wake(ActorRef<Noted> replyTo) implements GroupMessage {}

    /** The answer to {@link Offer}. */
    sealed interface OfferReply extends NodeMessage {
        /** Of what was started before. */
        static OfferReply of(GroupProgress state, Offer offer) {
            GroupView view = GroupView.of(state);
            return view.request().asksTheSameAs(offer.request()) ? new Taken(view, true) : new KeyInUse(view);
        }
    }

    /** @param members that are there */
    record Gathered(int members) implements OfferReply {}

    /** Begin with the first member: the ones before these are not here, or no longer. */
    record BeginAnew() implements OfferReply {}

    /** Nothing was started: "Expected … but …". */
    record NotStarted(String detail) implements OfferReply {
        static NotStarted withoutAlarm(@Nullable Throwable failure) {
            return new NotStarted("Expected an alarm to be set but it was not: " + failure);
        }
    }

    /** @param repeated it was started before */
    record Taken(GroupView view, boolean repeated) implements OfferReply {}

    record KeyInUse(GroupView other) implements OfferReply {}

    /** @param view {@code null}: there is no such group command */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReadReply(@Nullable GroupView view) implements NodeMessage {
        static ReadReply of(GroupProgress state) {
            return new ReadReply(state.started() == null ? null : GroupView.of(state));
        }
    }

    /** @param page {@code null}: there is no such group command */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MembersReply(@Nullable MembersPage page) implements NodeMessage {
        static MembersReply of(GroupProgress state, ReadMembers read) {
            return new MembersReply(
                    state.started() == null ? null : MembersPage.of(state, read.after(), read.limit(), read.status()));
        }
    }

    /** For good. */
    record Noted() implements NodeMessage {}
}
