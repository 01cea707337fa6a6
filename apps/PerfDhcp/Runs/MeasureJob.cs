using PerfDhcp.Clients;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;
using PerfDhcp.Reports;
using PerfDhcp.Sockets;
using PerfDhcp.Statistics;

namespace PerfDhcp.Runs;

/// <summary>One measurement from the start line to the exit status.</summary>
internal static class MeasureJob
{
    /// <summary>Enough for half a minute of unanswered queries at any rate a machine can send.</summary>
    private const int LargestTable = 1 << 22;

    public static int Run(
        Settings settings, string[] arguments, TextWriter output, CancellationToken stop, out string? problem)
    {
        StartReport.Write(output, settings, arguments);
        output.Flush();
        if (LocalAddress.Find(settings, out problem) is not { } ends)
        {
            return PerfDhcpProgram.GeneralError;
        }

        var dice = settings.Seed == 0 ? new Random() : new Random((int)settings.Seed);
        var clients = ClientSet.Load(settings, ends.Relay, DefaultClients(settings), dice, out problem);
        var templates = problem is null ? TemplateSet.Load(settings, out problem) : null;
        if (clients is null || templates is null)
        {
            return PerfDhcpProgram.GeneralError;
        }

        using var port = UdpPort.Open(ends, settings.Broadcast, settings.BatchSize, out problem);
        if (port is null)
        {
            return PerfDhcpProgram.GeneralError;
        }

        Linux.SharpenTimers();
        using var wrapped = WrappedCommand.Start(settings.WrappedCommand, out problem);
        if (problem is not null)
        {
            return PerfDhcpProgram.GeneralError;
        }

        var context = new RunContext(
            settings, templates, clients, port, new RunStatistics(settings), TimeProvider.System, dice, stop);
        int status = Measure(context, output, out problem);
        return problem is null && settings.JsonFile.Length > 0 ? WriteJson(context, status, output, out problem) : status;
    }

    /// <summary>Runs the test itself on whatever port the context has.</summary>
    public static int Measure(RunContext context, TextWriter output, out string? problem)
    {
        var settings = context.Settings;
        var exchanger = new Exchanger(context, TableSize(settings, context.Clients.Count))
        {
            IsPatient = settings.IsAvalanche,
        };
        var answers = new Answers(context, exchanger);
        problem = null;
        if (settings.Mode is ExchangeMode.Known or ExchangeMode.Renew)
        {
            context.Statistics.Started = context.Now;
            if (!ClosedLoop.WarmUp(context, exchanger, answers))
            {
                problem = "the server gave no lease to any client";
                return PerfDhcpProgram.GeneralError;
            }

            context.Statistics.Clear();
            exchanger.SendsRenewals = settings.Mode == ExchangeMode.Renew;
        }

        var statistics = context.Statistics;
        statistics.Started = context.Now;
        var interim = new InterimReport(context, output);
        var avalanche = settings.IsAvalanche ? new Avalanche(context, exchanger, answers) : null;
        Drive(context, exchanger, answers, avalanche, interim.WriteWhenDue);

        // A run that stops at -n ends with its last answer; the wait for lost ones is not part of the rate.
        long now = context.Now;
        statistics.Ended = settings.Requests.Count > 0 && answers.LastAt > statistics.Started
            ? answers.LastAt
            : Math.Min(now, Math.Max(new RunEnd(context).At, answers.LastAt));
        FinalReport.Write(output, context);
        AvalancheReport.Write(output, context, avalanche?.Resent);
        output.Flush();
        return statistics.HasDrops || statistics.Malformed > 0 ? PerfDhcpProgram.Incomplete : PerfDhcpProgram.Success;
    }

    private static void Drive(
        RunContext context, Exchanger exchanger, Answers answers, Avalanche? avalanche, Action<long> report)
    {
        if (avalanche is not null)
        {
            avalanche.Run(report);
        }
        else if (context.Settings.ClosedLoop > 0)
        {
            ClosedLoop.Run(context, exchanger, answers, report);
        }
        else
        {
            OpenLoop.Run(context, exchanger, answers, report);
        }
    }

    private static uint DefaultClients(Settings settings) => settings switch
    {
        { Mode: ExchangeMode.Known or ExchangeMode.Renew } => 2000,
        { ClosedLoop: > 0 } => 0xFF_FFFF,
        _ => 1,
    };

    /// <summary>Room for all queries of twice the drop time, so that none is given up before its time.</summary>
    private static int TableSize(Settings settings, uint clients)
    {
        double perSecond = settings.Rate > 0 ? settings.Rate : 250_000;
        double drop = settings.DropTime(0) + settings.DropTime(1);
        double wanted = settings.IsAvalanche ? clients : Math.Max(perSecond * drop * 2, settings.ClosedLoop * 4.0);
        return (int)Math.Clamp(wanted, 1024, LargestTable);
    }

    private static int WriteJson(RunContext context, int status, TextWriter output, out string? problem)
    {
        problem = null;
        string file = context.Settings.JsonFile;
        try
        {
            output.Flush();
            using var stream = file == "-" ? Console.OpenStandardOutput() : File.Create(file);
            JsonReport.Write(stream, context);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"cannot write {file}: {e.Message}";
        }

        return status;
    }
}
