package dev.muster.loadtest.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradeOptionsTest {
    private static final Path PROJECT = Path.of("/this/build");

    @Test
    void shouldTakeBuildAndWhatElseIsSaid(@TempDir Path other) throws IOException {
        Files.createDirectories(other.resolve("twin-service/target/classes"));

        assertThat(UpgradeOptions.parse(List.of("--from", other.toString()), PROJECT))
                .isEqualTo(new UpgradeOptions(other, false, 3, 240, 1, PROJECT.resolve(".muster/upgrade"), false));
        assertThat(UpgradeOptions.parse(
                        List.of(("--from " + other + " --back --nodes 9 --units 20 --seed 7 --dir /data").split(" ")),
                        PROJECT))
                .isEqualTo(new UpgradeOptions(other, true, 9, 20, 7, Path.of("/data"), false));
        assertThat(UpgradeOptions.parse(List.of("--help"), PROJECT).help()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --nodes 3          | Expected --from with the directory of another build but got none
            --from             | Expected a value after --from
            --from /nowhere    | Expected a build in /nowhere: build it there first
            --nodes 1          | Expected a whole number from 2 to 9 after --nodes but got '1'
            --nodes 10         | Expected a whole number from 2 to 9 after --nodes but got '10'
            --units 19         | Expected a whole number from 20 to 5000 after --units but got '19'
            --units 5001       | Expected a whole number from 20 to 5000 after --units but got '5001'
            --nodes x          | Expected a whole number from 2 to 9 after --nodes but got 'x'
            --to /x            | Expected one of the options that --help lists but got '--to'
            """)
    void shouldSayWhatItExpects(String arguments, String complaint) {
        assertThatThrownBy(() -> UpgradeOptions.parse(List.of(arguments.strip().split(" +")), PROJECT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint);
    }
}
