package dev.muster.assetmodel.type;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a positive reading means. Totals are always <em>generation positive</em>: a load's reading enters them with its
 * sign turned. Real registers publish charging and pumping as positive loads.
 */
public enum SignConvention {
    /** Positive readings flow from the asset into the grid. */
    @JsonProperty("generation")
    GENERATION(1),
    /** Positive readings flow from the grid into the asset. */
    @JsonProperty("load")
    LOAD(-1);

    private final int factor;

    SignConvention(int factor) {
        this.factor = factor;
    }

    /** {@code 1} or {@code -1}: multiplies a reading into its contribution to a total. */
    public int factor() {
        return factor;
    }
}
