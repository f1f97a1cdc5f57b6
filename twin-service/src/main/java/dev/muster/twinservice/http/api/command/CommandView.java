package dev.muster.twinservice.http.api.command;

import dev.muster.twinservice.command.CommandRecord;
import dev.muster.twinservice.command.CommandRequest;
import dev.muster.twinservice.command.Refusal;
import dev.muster.twinservice.command.Transition;
import dev.muster.twinservice.http.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command as JSON, wherever the API shows one. What does not apply is left out. The names here are the API's. */
public final class CommandView {
    private CommandView() {}

    public static Map<String, Object> of(CommandRecord command) {
        CommandRequest request = command.request();
        Map<String, Object> view = Json.fields(
                "id", command.id(),
                "asset", command.asset(),
                "key", request.key(),
                "command", request.command(),
                "arguments", request.arguments(),
                "by", request.by(),
                "reason", request.reason(),
                "status", command.status(),
                "acceptedAt", command.acceptedAt(),
                "due", command.due(),
                "timeout", request.timeout());
        put(view, "queueUntil", request.queueUntil());
        put(view, "owner", request.owner());
        Refusal refusal = command.refusal();
        if (refusal != null) {
            view.put("refusal", of(refusal));
        }
        CommandRecord.Position sent = command.sent();
        put(view, "sentAt", sent == null ? null : sent.at());
        CommandRecord.Release released = command.released();
        put(view, "epoch", released == null ? null : released.epoch());
        view.put(
                "transitions",
                command.transitions().stream().map(CommandView::of).toList());
        return view;
    }

    private static Map<String, Object> of(Refusal refusal) {
        Map<String, Object> view = Json.fields("reason", refusal.reason(), "detail", refusal.detail());
        put(view, "since", refusal.since());
        return view;
    }

    private static Map<String, Object> of(Transition transition) {
        Map<String, Object> view =
                Json.fields("status", transition.status(), "at", transition.at(), "detail", transition.detail());
        if (transition.late()) {
            view.put("late", true);
        }
        return view;
    }

    private static void put(Map<String, Object> view, String name, @Nullable Object value) {
        if (value != null) {
            view.put(name, value);
        }
    }
}
