using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorStatus;

/// <summary>What <c>nestor status</c> prints, for people and for machines.</summary>
internal static class StatusText
{
    public static void Write(ServerReport report, TextWriter output)
    {
        if (report.Health == Health.Down)
        {
            output.WriteLine($"{report.Server.Named}: DOWN");
            output.WriteLine($"  ! {report.Problems[0]}");
            return;
        }

        var status = report.Status;
        output.WriteLine(
            $"{report.Name} {report.Version}: {(report.Health == Health.Well ? "well" : "TROUBLED")}, process {status["pid"]?.Integer}, "
            + $"up {Duration(status["uptime"]?.Integer ?? 0)}, configured {Duration(status["reload"]?.Integer ?? 0)} ago");
        foreach (string problem in report.Problems)
        {
            output.WriteLine($"  ! {Printable(problem)}");
        }

        output.WriteLine($"  socket   {report.Server.Socket}");
        var subnets = report.Counters.Subnets;
        foreach (string kind in subnets.Select(s => s.Kind).Distinct())
        {
            var of = subnets.Where(s => s.Kind == kind).ToList();
            double used = of.Sum(s => s.Used);
            double total = of.Sum(s => s.Total);
            string fullest = of.MaxBy(s => s.Share) is { Total: > 0 } most ? $"; fullest: subnet {most.Id}, {most.Share:P0}" : "";
            output.WriteLine(
                $"  leases   {Counters.Number(used)} of {Counters.Number(total)} {kind} in {of.Count} subnet{(of.Count == 1 ? "" : "s")}"
                + $"{(of.Sum(s => s.Declined) is > 0 and var declined ? $", {Counters.Number(declined)} declined" : "")}{fullest}");
        }

        output.WriteLine($"  packets  received {Counted(report, "received")}, sent {Counted(report, "sent")}");
        foreach (var (counter, name) in report.Counters.Lost)
        {
            output.WriteLine($"  lost     {Counters.Number(report.Counters[counter])} {name}{Rate(report, counter)}");
        }
    }

    public static Element Json(ServerReport report)
    {
        var counters = report.Counters;
        List<(string, Element)> members =
        [
            ("server", Element.Of(report.Server.Named)), ("socket", Element.Of(report.Server.Socket)), ("health", Element.Of(Word(report.Health))),
            ("problems", Element.List(report.Problems.Select(p => Element.Of(p)))),
        ];
        if (report.Health != Health.Down)
        {
            members.AddRange(
            [
                ("name", Element.Of(report.Name)), ("version", Element.Of(report.Version)), ("status", report.Status),
                ("packets", Map(
                    ("received", Element.Of((long)counters[counters.Prefix + "received"])), ("sent", Element.Of((long)counters[counters.Prefix + "sent"])),
                    ("lost", Map([.. counters.Lost.Select(l => (l.Counter, Element.Of((long)counters[l.Counter])))])))),
                ("subnets", Element.List(counters.Subnets.Select(s => Map(
                    ("id", Element.Of(s.Id)), ("kind", Element.Of(s.Kind)), ("used", Element.OfLarge((Int128)s.Used)),
                    ("declined", Element.OfLarge((Int128)s.Declined)), ("total", Element.OfLarge((Int128)s.Total)))))),
            ]);
            if (report.Before is { } before)
            {
                members.Add(("rates", Map(
                    ("received", Element.Of(counters.Rate(counters.Prefix + "received", before))),
                    ("sent", Element.Of(counters.Rate(counters.Prefix + "sent", before))))));
            }
        }

        return Map([.. members]);
    }

    /// <summary>Seconds in their two largest units.</summary>
    internal static string Duration(long seconds) => seconds < 60 ? $"{seconds} s"
        : seconds < 3600 ? $"{seconds / 60} min"
        : seconds < 86400 ? $"{seconds / 3600} h {seconds % 3600 / 60} min"
        : $"{seconds / 86400} d {seconds % 86400 / 3600} h";

    private static string Word(Health health) => health switch
    {
        Health.Well => "well",
        Health.Troubled => "troubled",
        _ => "down",
    };

    private static string Counted(ServerReport report, string direction)
    {
        string counter = report.Counters.Prefix + direction;
        return Counters.Number(report.Counters[counter]) + Rate(report, counter);
    }

    private static string Rate(ServerReport report, string counter) =>
        report.Before is { } before ? $" ({Counters.Number(report.Counters.Rate(counter, before))}/s)" : "";

    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static Element Map(params (string Name, Element Value)[] members) =>
        Element.Map(members.Select(m => new Member(m.Name, m.Value, SourcePlace.None)));
}
