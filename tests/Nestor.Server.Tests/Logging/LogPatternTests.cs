using System.Text;
using Nestor.Model.Logging;
using Nestor.Server.Logging;

namespace Nestor.Server.Tests.Logging;

public sealed class LogPatternTests
{
    private static readonly DateTimeOffset Moment = new DateTimeOffset(2026, 3, 5, 14, 7, 9, 87, TimeSpan.Zero).AddMicroseconds(45);
    private static readonly LogId Id = LogId.Info("DHCP4_STARTED");

    private static string Line(string pattern, LogId? id = null, string text = "up and running")
    {
        byte[] to = new byte[400];
        int length = new LogPattern(pattern).Write(to, Moment, "kea-dhcp4.dhcp4"u8, id ?? Id, Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(to, 0, length);
    }

    [Fact]
    public void The_default_line_is_Keas()
    {
        string local = Moment.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            $"{local} INFO  [kea-dhcp4.dhcp4/{Environment.ProcessId}.{Environment.CurrentManagedThreadId}] DHCP4_STARTED up and running\n",
            Line(LogPattern.FileDefault));
    }

    [Theory]
    [InlineData("%d{%j %H:%M:%S.%q} %c %m\\n", "064 14:07:09.087 kea-dhcp4.dhcp4 DHCP4_STARTED up and running\n")]
    [InlineData("%d{%Q}|%d{%a %A %b %B %y %I %p}", "087.045|Thu Thursday Mar March 26 02 PM")]
    [InlineData("%d{%U %W %w %x %X %c %%}", "09 09 4 03/05/26 14:07:09 Thu Mar 05 14:07:09 2026 %")]
    [InlineData("%d", "2026-03-05 14:07:09")]
    [InlineData("%-5p|%8p|%.2p|%-6.5p|", "INFO |    INFO|FO|INFO  |")]
    [InlineData("%%%p%n", "%INFO\n")]
    [InlineData("%F%L%M end", " end")]
    [InlineData("", "")]
    public void A_directive_gives(string pattern, string line) => Assert.Equal(line, Line(pattern));

    [Theory]
    [InlineData(Severity.Debug, "DEBUG")]
    [InlineData(Severity.Info, "INFO ")]
    [InlineData(Severity.Warn, "WARN ")]
    [InlineData(Severity.Error, "ERROR")]
    [InlineData(Severity.Fatal, "FATAL")]
    public void Severities_have_five_letters(Severity severity, string text) =>
        Assert.Equal(text, Line("%-5p", new LogId("X", severity)));

    [Fact]
    public void A_line_that_is_too_long_still_ends()
    {
        string line = Line("%m%n", text: new string('x', 1000));
        Assert.Equal(400, line.Length);
        Assert.EndsWith("x\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_times_in_one_pattern_do_not_disturb_each_other() =>
        Assert.Equal("2026 05 2026", Line("%d{%Y} %d{%d} %d{%Y}"));
}
