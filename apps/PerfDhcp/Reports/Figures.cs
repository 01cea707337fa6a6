using System.Globalization;

namespace PerfDhcp.Reports;

/// <summary>Numbers as text, the same in every locale.</summary>
internal static class Figures
{
    /// <summary>Nanoseconds as milliseconds with three digits.</summary>
    public static string Milliseconds(double nanoseconds) =>
        (nanoseconds / 1e6).ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>Seconds as 000012.345678, for lines that sort.</summary>
    public static string Timestamp(double seconds) =>
        Math.Max(0, seconds).ToString("000000.000000", CultureInfo.InvariantCulture);

    /// <summary>Six significant digits, as rates are shown.</summary>
    public static string Rate(double perSecond) => perSecond.ToString("G6", CultureInfo.InvariantCulture);

    public static string Percent(long part, long whole) =>
        (whole == 0 ? 0 : 100.0 * part / whole).ToString("F3", CultureInfo.InvariantCulture);
}
