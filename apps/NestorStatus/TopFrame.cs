using System.Globalization;
using Nestor.Json;

namespace NestorStatus;

/// <summary>One picture of <c>nestor top</c>: lines that fit into a terminal.</summary>
internal static class TopFrame
{
    private const int BarWidth = 18;

    /// <param name="latencies">Lines about how long things take; none for a server that does not tell.</param>
    /// <param name="width">Columns, at least 40.</param>
    /// <param name="height">Lines; what does not fit is left out, the fullest subnets last.</param>
    public static IReadOnlyList<string> Draw(string name, Element status, Counters now, Counters before, IEnumerable<string> latencies, DateTimeOffset time, int width, int height)
    {
        string p = now.Prefix;
        double lost = now.Lost.Sum(l => now.Rate(l.Counter, before));
        var lines = new List<string>
        {
            $"{name}  process {status["pid"]?.Integer}  up {StatusText.Duration(status["uptime"]?.Integer ?? 0)}  "
                + $"{(status["dhcp-state"]?["globally-disabled"]?.Boolean == true ? "DISABLED" : "serving")}"
                + $"  {time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  q ends",
            $"packets/s  received {Rate(now.Rate(p + "received", before))}  sent {Rate(now.Rate(p + "sent", before))}  lost {Rate(lost)}",
            "",
        };
        Messages(lines, now, before, height);
        Losses(lines, now, before);
        int known = lines.Count;
        lines.AddRange(latencies);
        if (lines.Count > known)
        {
            lines.Add("");
        }

        Subnets(lines, now, before, Math.Max(3, height - lines.Count));
        return [.. lines.Take(Math.Max(1, height)).Select(l => l.Length > width ? l[..width] : l)];
    }

    /// <summary>The message types that were ever seen, those received on the left and those sent on the right.</summary>
    private static void Messages(List<string> lines, Counters now, Counters before, int height)
    {
        string[] seen(string direction) => [.. now.Messages(direction).Where(m => now[$"{now.Prefix}{m}-{direction}"] > 0)];
        string[] received = seen("received");
        string[] sent = seen("sent");
        lines.Add($"{"RECEIVED",-20} {"/s",9} {"all",9}   {"SENT",-16} {"/s",9} {"all",10}");
        int rows = Math.Min(Math.Max(received.Length, sent.Length), Math.Max(4, height / 3));
        for (int i = 0; i < rows; i++)
        {
            string left = i < received.Length ? Message(received[i], "received", 20, 9) : new string(' ', 40);
            string right = i < sent.Length ? Message(sent[i], "sent", 16, 10) : "";
            lines.Add($"{left}   {right}".TrimEnd());
        }

        lines.Add("");

        string Message(string type, string direction, int width, int last)
        {
            string counter = $"{now.Prefix}{type}-{direction}";
            return $"{Cut(type, width).PadRight(width)} {Rate(now.Rate(counter, before)),9} {Short(now[counter]).PadLeft(last)}";
        }
    }

    private static void Losses(List<string> lines, Counters now, Counters before)
    {
        string text = string.Join("  ", now.Lost.Select(l => $"{l.Name} {Rate(now.Rate(l.Counter, before))}/s ({Short(now[l.Counter])})"));
        if (text.Length > 0)
        {
            lines.Add("LOST  " + text);
            lines.Add("");
        }
    }

    private static void Subnets(List<string> lines, Counters now, Counters before, int room)
    {
        var all = now.Subnets.Where(s => s.Total > 0).OrderByDescending(s => s.Share).ToList();
        lines.Add($"{"SUBNET",-10} {"KIND",-9} {"used",10} {"of",10} {"%",5}  {"",-(BarWidth + 2)} {"change/s",8}");
        foreach (var subnet in all.Take(Math.Max(1, room - 1 - (all.Count >= room ? 1 : 0))))
        {
            double share = Math.Clamp(subnet.Share, 0, 1);
            int full = (int)Math.Round(share * BarWidth);
            double change = subnet.Used - (before.Subnets.FirstOrDefault(s => s.Id == subnet.Id && s.Kind == subnet.Kind)?.Used ?? subnet.Used);
            lines.Add(
                $"{subnet.Id,-10} {subnet.Kind,-9} {Short(subnet.Used),10} {Short(subnet.Total),10} {share * 100,4:0}%  "
                + $"[{new string('#', full)}{new string('.', BarWidth - full)}] {(change == 0 ? "" : change.ToString("+0;-0", CultureInfo.InvariantCulture)),8}");
        }

        if (all.Count >= room)
        {
            lines.Add($"and {all.Count - Math.Max(1, room - 2)} more");
        }
    }

    private static string Rate(double value) => value < 10 ? value.ToString("0.#", CultureInfo.InvariantCulture) : Short(value);

    /// <summary>A number in at most seven characters.</summary>
    internal static string Short(double value) => value switch
    {
        < 1e6 => value.ToString("#,0", CultureInfo.InvariantCulture),
        < 1e9 => (value / 1e6).ToString("0.00M", CultureInfo.InvariantCulture),
        < 1e12 => (value / 1e9).ToString("0.00G", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0E0", CultureInfo.InvariantCulture),
    };

    private static string Cut(string text, int width) => text.Length > width ? text[..width] : text;
}
