package dev.muster.assetmodel.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceTest {
    private static final double EARTH_RADIUS_KM = 6_371.0088;
    private static final double DEGREE_KM = Math.PI * EARTH_RADIUS_KM / 180;

    @Test
    void shouldMeasureAlongMeridiansAndTheEquator() {
        assertKm(DEGREE_KM, new Place(51, 7), new Place(52, 7));
        assertKm(DEGREE_KM, new Place(0, 7), new Place(0, 8));
        assertKm(90 * DEGREE_KM, new Place(90, 0), new Place(0, 123));
        assertKm(0, new Place(51.5, 7.25), new Place(51.5, 7.25));
    }

    @Test
    void shouldTakeTheShorterWayOverTheDateLineAndThePole() {
        assertKm(2 * DEGREE_KM, new Place(0, 179), new Place(0, -179));
        assertKm(2 * DEGREE_KM, new Place(89, 0), new Place(89, 180));
    }

    @Test
    void shouldReachAsFarAsTheOtherSideOfTheWorld() {
        assertKm(180 * DEGREE_KM, new Place(0, 0), new Place(0, 180));
        assertKm(180 * DEGREE_KM, new Place(37.5, -12), new Place(-37.5, 168));
    }

    @Test
    void shouldTellMetresApart() {
        // One metre to the north.
        assertKm(0.001, new Place(51.5, 7), new Place(51.5 + 0.001 / DEGREE_KM, 7));
    }

    @Test
    void shouldGiveTheDistanceThatIsKnownOfTwoCities() {
        // Berlin and Paris, as the great circle has it: 878 km.
        assertThat(new Place(52.5200, 13.4050).kmTo(new Place(48.8566, 2.3522))).isCloseTo(877.5, within(1.0));
    }

    @Test
    void shouldReadDecimalDegreesOnly() {
        assertThat(Place.of(Map.of("latitude", "-33.9", "longitude", "151.2"))).isEqualTo(new Place(-33.9, 151.2));
        assertThat(Place.of(Map.of("latitude", "90", "longitude", "-180"))).isEqualTo(new Place(90, -180));
        for (String no : new String[] {"90.001", "NaN", "1d", "", "north", "1e400"}) {
            assertThat(Place.of(Map.of("latitude", no, "longitude", "1")))
                    .as(no)
                    .isNull();
        }
        assertThat(Place.of(Map.of("latitude", "1"))).isNull();
        assertThat(Place.of(Map.of("longitude", "1"))).isNull();
    }

    private static void assertKm(double km, Place one, Place other) {
        assertThat(one.kmTo(other)).isCloseTo(km, within(1e-6));
        assertThat(other.kmTo(one)).isCloseTo(km, within(1e-6));
    }
}
