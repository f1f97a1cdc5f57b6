package dev.muster.ingest.deadline.simulation;

import java.util.ArrayList;
import java.util.List;

/** Reports at its interval; what the broker does not take it sends again, all at once, some time after the broker is back. */
final class SimulatedDevice {
    private final History history;
    private final SourcePlan plan;
    private final List<Long> buffer = new ArrayList<>();
    private boolean connected = true;

    SimulatedDevice(History history, SourcePlan plan) {
        this.history = history;
        this.plan = plan;
    }

    void start() {
        history.agenda.at(plan.bornAt + history.random.nextLong(plan.interval), this::report);
    }

    private void report() {
        long now = history.agenda.now();
        history.agenda.after(history.random.nextLong(plan.interval * 4 / 5, plan.interval * 6 / 5 + 1), this::report);
        if (plan.isSilent(now)) {
            // Without power a device remembers nothing.
            buffer.clear();
        } else if (plan.isDay(now)) {
            buffer.add(now + plan.clockSkew);
            if (connected) {
                send();
            }
        }
    }

    private void send() {
        if (plan.isSilent(history.agenda.now())) {
            connected = true;
            return;
        }
        Story.Outage outage = history.broker.outage(plan.partition);
        if (outage == null) {
            connected = true;
            buffer.forEach(measuredAt -> history.broker.append(plan, history.agenda.now(), measuredAt));
            if (!buffer.isEmpty()) {
                history.say(() -> "%s arrives (%d)".formatted(plan.id, buffer.size()));
            }
            buffer.clear();
            return;
        }
        connected = false;
        // Where nobody can see the outage, nobody can make allowance for it.
        long most = plan.offlineAfterMin * (history.story.isVisible(outage) ? 9 : 1) / 10;
        history.agenda.at(outage.span().to() + history.random.nextLong(most), this::send);
    }
}
