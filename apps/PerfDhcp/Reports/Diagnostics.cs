using System.Globalization;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;
using PerfDhcp.Runs;
using PerfDhcp.Sockets;
using PerfDhcp.Statistics;

namespace PerfDhcp.Reports;

/// <summary>What -x asks for at the end of a run, in the order Kea's program prints it.</summary>
internal static class Diagnostics
{
    private const int BytesPerLine = 16;

    public static void Write(TextWriter to, RunContext context)
    {
        var settings = context.Settings;
        var statistics = context.Statistics;
        if (settings.Shows('i'))
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Short waits for packets: {statistics.Waits}"));
        }

        if (settings.Shows('t'))
        {
            foreach (var pair in statistics.Shown)
            {
                WriteTimes(to, pair, context);
            }
        }

        if (settings.Shows('s'))
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Server id: {Convert.ToHexStringLower(context.Servers.Of(context.Servers.First))}"));
        }

        if (settings.Shows('e'))
        {
            to.WriteLine(statistics.ExitReason);
        }

        if (settings.Shows('T'))
        {
            WriteTemplate(to, context.Templates.Discover);
            WriteTemplate(to, context.Templates.Request);
        }

        if (settings.Shows('l'))
        {
            foreach (var pair in statistics.Shown)
            {
                WriteLeases(to, pair, settings);
            }
        }
    }

    private static void WriteTimes(TextWriter to, ExchangeStatistics pair, RunContext context)
    {
        to.WriteLine($"***Timestamps for packets: {pair.Name}***");
        long start = context.Statistics.Started;
        foreach (var (sent, received) in pair.Times!)
        {
            to.Write("sent / received: ");
            to.Write(Figures.Timestamp(context.Seconds(sent - start)));
            to.Write(" / ");
            to.WriteLine(Figures.Timestamp(context.Seconds(received - start)));
        }

        to.WriteLine();
    }

    private static void WriteTemplate(TextWriter to, PacketTemplate template)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"xid-offset={template.XidAt}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"random-offset={template.MacAt + 5}"));
        if (template.ServerAt >= 0)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"srvid-offset={template.ServerAt - template.OptionHeader}"));
        }

        if (template.SecsAt >= 0)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"time-offset={template.SecsAt}"));
        }

        if (template.AddressAt >= 0)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ip-offset={template.AddressAt - template.OptionHeader}"));
        }

        to.WriteLine("contents: ");
        for (int at = 0; at < template.Bytes.Length; at += BytesPerLine)
        {
            var line = template.Bytes.AsSpan(at, Math.Min(BytesPerLine, template.Bytes.Length - at));
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at:x4}   {Convert.ToHexStringLower(line)}"));
        }

        to.WriteLine();
    }

    private static void WriteLeases(TextWriter to, ExchangeStatistics pair, Settings settings)
    {
        to.WriteLine($"***Leases for {pair.Name}***");
        to.WriteLine("client_id,address,prefix");
        byte[] head = settings.IsSix ? Message6.DuidHead(settings) : [];
        foreach (var (mac, grant) in pair.Leases!)
        {
            string client = settings.IsSix ? Duid(head, mac) : string.Create(CultureInfo.InvariantCulture, $"01{mac:x12}");
            string address = grant.Address == UInt128.Zero ? "" : Endpoint.Text(grant.Address, settings.IsSix);
            string prefix = grant.PrefixLength == 0 ? "" : Endpoint.Text(grant.Prefix, settings.IsSix);
            to.WriteLine($"{client},{address},{prefix}");
        }

        to.WriteLine();
    }
    /// <summary>Octets with colons between them, as Kea writes a DUID.</summary>
    private static string Duid(byte[] head, ulong mac) => string.Join(
        ':',
        head.Concat(Enumerable.Range(1, Message6.ClientOctets).Select(i => (byte)(mac >> (8 * (Message6.ClientOctets - i)))))
            .Select(octet => octet.ToString("x2", CultureInfo.InvariantCulture)));
}
