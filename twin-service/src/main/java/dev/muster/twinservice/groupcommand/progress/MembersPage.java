package dev.muster.twinservice.groupcommand.progress;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.CommandId;
import dev.muster.twinservice.serialization.NodeMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members of a group command, in the order of their ids.
 *
 * @param next after which the next page begins; {@code null}: this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MembersPage(List<Member> members, @Nullable AssetId next) implements NodeMessage {
    /** With the longest ids and details a page is below the largest message between nodes. */
    public static final int LIMIT_MAX = 1_000;

    /** @param command of this member; there may be none, of members that were not asked */
    public record Member(AssetId asset, MemberStatus status, String detail, CommandId command) {}

    public MembersPage {
        members = List.copyOf(members);
    }

    public static MembersPage of(
            GroupProgress progress, @Nullable AssetId after, int limit, @Nullable MemberStatus only) {
        List<Member> page = new ArrayList<>();
        int found = after == null ? 0 : progress.indexOf(after);
        int max = Math.max(1, Math.min(limit, LIMIT_MAX));
        for (int member = after == null ? 0 : found < 0 ? -found - 1 : found + 1;
                member < progress.members().size();
                member++) {
            MemberStatus status = progress.status(member);
            if (only != null && only != status) {
                continue;
            }
            if (page.size() == max) {
                return new MembersPage(page, page.get(max - 1).asset());
            }
            AssetId asset = progress.members().get(member);
            page.add(new Member(
                    asset,
                    status,
                    progress.standings().get(member).detail(),
                    progress.start().request().memberCommand(asset)));
        }
        return new MembersPage(page, null);
    }
}
