package dev.muster.loadtest.reference;

import dev.muster.assetmodel.control.DeviceAck;
import dev.muster.assetmodel.telemetry.TelemetryRecord;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a device brings about; and can take it down before or after any of it. */
final class FakeWorld implements Outside {
    static final class WentDown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    final List<TelemetryRecord> reports = new ArrayList<>();
    final List<DeviceAck> answers = new ArrayList<>();
    final List<String> acts = new ArrayList<>();
    int downIn = -1;

    @Override
    public void report(TelemetryRecord telemetry) {
        step();
        reports.add(telemetry);
    }

    @Override
    public void answer(DeviceAck ack) {
        step();
        answers.add(ack);
        step();
    }

    @Override
    public void act(String what) {
        step();
        acts.add(what);
        step();
    }

    /** What was answered and done so far. */
    void forget() {
        answers.clear();
        acts.clear();
    }

    private void step() {
        if (downIn == 0) {
            throw new WentDown();
        }
        downIn--;
    }
}
