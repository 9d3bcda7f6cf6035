namespace Maillage.BrowserTests;

public class HouseTests
{
    [Fact]
    public void Chromium_is_installed() => Assert.True(File.Exists("/usr/bin/chromium"));
}
