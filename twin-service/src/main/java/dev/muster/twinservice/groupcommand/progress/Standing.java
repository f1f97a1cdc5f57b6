package dev.muster.twinservice.groupcommand.progress;

import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.command.Transition;

/**
 * What is known of one member.
 *
 * @param version how many transitions of its command that rests upon; 0: the group command's own word
 * @param detail for people; may be empty
 */
public record Standing(MemberStatus status, int version, String detail) {
    /** Longer ones are cut: a page of members must fit a message between nodes. All of it stands in the audit. */
    public static final int DETAIL_LENGTH_MAX = 200;

    /** Its twin has said nothing. */
    static final Standing NONE = new Standing(MemberStatus.UNKNOWN, 0, "");

    public Standing {
        detail = detail.length() <= DETAIL_LENGTH_MAX ? detail : cut(detail);
    }

    /** Never through a character of two parts: half of one cannot be written. */
    private static String cut(String detail) {
        int end = DETAIL_LENGTH_MAX - 3;
        return detail.substring(0, Character.isHighSurrogate(detail.charAt(end - 1)) ? end - 1 : end) + "...";
    }

    static Standing of(CommandRecord told) {
        Refusal refusal = told.refusal();
        String detail = "";
        for (Transition transition : told.transitions()) {
            detail = transition.late() ? detail : transition.detail();
        }
        return new Standing(
                MemberStatus.of(told.status()), told.transitions().size(), refusal == null ? detail : refusal.detail());
    }

    /** Said by the group command itself, which is certain that no twin has the member's command. */
    static Standing settled(MemberStatus status, String detail) {
        return new Standing(status, 0, detail);
    }

    boolean isKnown() {
        return status != MemberStatus.UNKNOWN;
    }
}
