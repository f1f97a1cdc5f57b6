package dev.muster.twinservice.setpoint;

import dev.muster.assetmodel.view.ModelView;

/** The model of {@link FakeFleet}, for tests of other packages. */
public final class ControlledModel {
    private ControlledModel() {}

    public static ModelView view() {
        return new FakeFleet().model.view;
    }
}
