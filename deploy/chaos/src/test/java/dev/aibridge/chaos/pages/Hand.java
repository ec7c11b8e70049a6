package dev.aibridge.chaos.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/// How somebody works a page: with a mouse, or with nothing but a keyboard.
sealed interface Hand {

    /// Presses a link, a button, or a box.
    void press(Locator what);

    /// Puts a text into a field in place of what is there.
    void type(Locator where, String text);

    /// By clicks.
    record Mouse() implements Hand {

        @Override
        public void press(Locator what) {
            what.click();
        }

        @Override
        public void type(Locator where, String text) {
            where.fill(text);
        }
    }

    /// By Tab, arrows, Space and Enter. What cannot be reached, or is hidden when it is, fails.
    ///
    /// @param page that has the keyboard
    record Keyboard(Page page) implements Hand {

        private static final int MOST_STOPS = 150;
        private static final String HAS_FOCUS = "e => e === document.activeElement";
        private static final String IS_IN_SIGHT =
                """
                e => {
                  const box = e.getBoundingClientRect();
                  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                  return top !== null && (e.contains(top) || top.contains(e)
                    || [...(e.labels ?? [])].some(label => label.contains(top)));
                }""";

        @Override
        public void press(Locator what) {
            boolean isBox = (boolean) what.evaluate("e => e.matches('input[type=checkbox]')");
            boolean isRadio = (boolean) what.evaluate("e => e.matches('input[type=radio]')");
            if (isRadio) {
                pick(what);
            } else {
                reach(what);
                page.keyboard().press(isBox ? "Space" : "Enter");
            }
        }

        @Override
        public void type(Locator where, String text) {
            reach(where);
            page.keyboard().press("Control+A");
            page.keyboard().type(text);
        }

        /// One stop of Tab for a group of radios; arrows move within it.
        private void pick(Locator radio) {
            String group = radio.getAttribute("name");
            for (int stop = 0; stop < MOST_STOPS; stop++) {
                Object focused =
                        page.evaluate(
                                "document.activeElement?.type === 'radio' ? document.activeElement.name : ''");
                if (group.equals(focused)) {
                    break;
                }
                page.keyboard().press("Tab");
            }
            page.keyboard().press("Space");
            for (int stop = 0; stop < MOST_STOPS && !radio.isChecked(); stop++) {
                page.keyboard().press("ArrowDown");
            }
            assertThat(radio.isChecked()).as("picked by arrows: %s", radio).isTrue();
        }

        private void reach(Locator what) {
            what.waitFor();
            for (int stop = 0; stop < MOST_STOPS; stop++) {
                if ((boolean) what.evaluate(HAS_FOCUS)) {
                    assertThat((boolean) what.evaluate(IS_IN_SIGHT))
                            .as("in sight when it has the focus: %s", what)
                            .isTrue();
                    return;
                }
                page.keyboard().press("Tab");
            }
            throw new AssertionError("the keyboard does not reach " + what);
        }
    }
}
