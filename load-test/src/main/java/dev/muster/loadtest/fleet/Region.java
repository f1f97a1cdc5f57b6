package dev.muster.loadtest.fleet;

/** The five regions of the simulated country, each a square of {@link #WIDTH_KM}. */
public enum Region {
    NORTH("north", "North", "N", 200, 400),
    EAST("east", "East", "E", 400, 200),
    SOUTH("south", "South", "S", 200, 0),
    WEST("west", "West", "W", 0, 200),
    CENTRE("centre", "Centre", "C", 200, 200);

    /** Kilometres. */
    static final double WIDTH_KM = 200;

    private final String group;
    private final String title;
    private final String letter;
    private final Place corner;

    Region(String group, String title, String letter, double eastKm, double northKm) {
        this.group = group;
        this.title = title;
        this.letter = letter;
        this.corner = new Place(eastKm, northKm);
    }

    /** Its group in the hierarchy {@code geography}. */
    public String group() {
        return group;
    }

    public String title() {
        return title;
    }

    String letter() {
        return letter;
    }

    /** Its south-western corner. */
    Place corner() {
        return corner;
    }
}
