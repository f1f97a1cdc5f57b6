package dev.muster.page;

/**
 * What a reader brings along: a screen, a language, a preference.
 *
 * @param locale as in {@code navigator.language}
 */
public record Look(int width, int height, boolean dark, String locale) {
    public static final Look DESK = new Look(1_280, 800, true, "en-US");
    public static final Look WALL = new Look(3_840, 2_160, true, "en-US");
    public static final Look PHONE = new Look(390, 844, true, "en-US");
    public static final Look README = new Look(1_600, 1_000, true, "en-US");

    private static final int PHONE_WIDTH_MAX = 600;

    public Look light() {
        return new Look(width, height, false, locale);
    }

    public Look in(String other) {
        return new Look(width, height, dark, other);
    }

    public boolean isPhone() {
        return width <= PHONE_WIDTH_MAX;
    }
}
