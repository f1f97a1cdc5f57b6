package dev.muster.twinservice.http.api.groupcommand;

import dev.muster.assetmodel.identity.AssetId;
import dev.muster.twinservice.groupcommand.progress.GroupRequest;
import dev.muster.twinservice.groupcommand.progress.GroupView;
import dev.muster.twinservice.groupcommand.progress.MembersPage;
import dev.muster.twinservice.http.Json;
import java.time.Instant;
import java.util.Map;

/** Group commands as JSON. What does not apply is left out. The names here are the API's. */
final class GroupCommandView {
    private GroupCommandView() {}

    static Map<String, Object> of(GroupView progress) {
        GroupRequest request = progress.request();
        Map<String, Object> view = Json.fields(
                "id", request.id(),
                "hierarchy", request.group().hierarchy(),
                "group", request.group().group(),
                "key", request.key(),
                "command", request.command(),
                "arguments", request.arguments(),
                "by", request.by(),
                "reason", request.reason(),
                "acceptedAt", progress.acceptedAt(),
                "timeout", request.timeout());
        Instant queueUntil = request.queueUntil();
        if (queueUntil != null) {
            view.put("queueUntil", queueUntil);
        }
        view.put("state", progress.state());
        view.put("members", progress.members());
        view.put("counts", progress.counts());
        Instant endedAt = progress.endedAt();
        if (endedAt != null) {
            view.put("endedAt", endedAt);
        }
        return view;
    }

    static Map<String, Object> of(MembersPage page) {
        AssetId next = page.next();
        return Json.fields(
                "members",
                page.members().stream().map(GroupCommandView::member).toList(),
                "next",
                next == null ? null : next.value());
    }

    private static Map<String, Object> member(MembersPage.Member member) {
        return Json.fields(
                "asset", member.asset(),
                "status", member.status(),
                "detail", member.detail(),
                "command", member.command());
    }
}
