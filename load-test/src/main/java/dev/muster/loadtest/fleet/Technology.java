package dev.muster.loadtest.fleet;

import dev.muster.assetmodel.identity.TypeId;

/** The four kinds of unit in the simulated fleet. */
public enum Technology {
    WIND("wind", "Wind", "wind-turbine", "WT", 35),
    SOLAR("solar", "Solar", "solar-inverter", "PV", 30),
    BATTERY("battery", "Battery", "battery", "BA", 10),
    METER("load", "Load", "meter", "ME", 25);

    private final String group;
    private final String title;
    private final TypeId type;
    private final String prefix;
    private final int percent;

    Technology(String group, String title, String type, String prefix, int percent) {
        this.group = group;
        this.title = title;
        this.type = new TypeId(type);
        this.prefix = prefix;
        this.percent = percent;
    }

    /** Its group in the hierarchy {@code technology}. */
    public String group() {
        return group;
    }

    public String title() {
        return title;
    }

    public TypeId type() {
        return type;
    }

    /** What the ids of its units begin with. */
    public String prefix() {
        return prefix;
    }

    /** Its share of the units of a fleet. */
    int percent() {
        return percent;
    }
}
