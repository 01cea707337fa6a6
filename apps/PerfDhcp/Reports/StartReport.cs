using System.Globalization;
using PerfDhcp.CommandLine;

namespace PerfDhcp.Reports;

/// <summary>What is printed before the first query: the call, the scenario and, for -x a, every setting that is not the default.</summary>
internal static class StartReport
{
    public static void Write(TextWriter to, Settings settings, string[] arguments)
    {
        if (settings.Separator is not null)
        {
            return;
        }

        to.WriteLine($"Running: perfdhcp {string.Join(' ', arguments)}");
        to.WriteLine($"Scenario: {(settings.IsAvalanche ? "avalanche" : "basic")}.");
        to.WriteLine(settings.ClosedLoop > 0 ? "Closed loop, one thread." : "One thread sends and receives.");
        if (settings.Shows('a'))
        {
            WriteArguments(to, settings);
        }
    }

    private static void WriteArguments(TextWriter to, Settings s)
    {
        to.WriteLine(s.IsSix ? "IPv6" : "IPv4");
        if (s.IsSix)
        {
            to.WriteLine($"lease-type={LeaseTypes.Name(s.Leases)}");
        }

        List("rate[1/s]", s.Rate);
        List("renew-rate[1/s]", s.RenewRate);
        List("release-rate[1/s]", s.ReleaseRate);
        List("clients", s.Clients ?? 0);
        Each("num-request", s.Requests);
        List("test-period", s.Period);
        Each("drop-time", s.DropSeconds.Count > 0 ? s.DropSeconds : [1.0, 1.0]);
        Each("max-drop", s.MaxDrops);
        Each("max-pdrop", s.MaxDropPercents);
        List("encapsulation-level", s.RelayLevels);
        List("preload", s.Preload);
        List("seed", s.Seed);
        List("local-port", s.LocalPort);
        List("remote-port", s.RemotePort);
        List("exit-wait-time[us]", s.ExitWaitMicroseconds);
        List("closed-loop", s.ClosedLoop);
        Each("template-file", s.Templates);
        Each("xid-offset", s.XidOffsets);
        Each("rnd-offset", s.RandomOffsets);
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"elp-offset={s.SecsOffset}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sid-offset={s.ServerIdOffset}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rip-offset={s.AddressOffset}"));
        Text("diagnostic-selectors", s.Diagnostics);
        Text(s.Local.Any(char.IsAsciiLetter) ? "interface" : "local-addr", s.Local);
        Text("server", s.Server);
        Text("base-duid", s.BaseDuid);
        to.WriteLine($"Base MAC {s.BaseMac:x12}");

        void List(string name, double value)
        {
            if (value > 0)
            {
                to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));
            }
        }

        void Each<T>(string name, IReadOnlyList<T> values)
        {
            for (int i = 0; i < values.Count; i++)
            {
                to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]={values[i]}"));
            }
        }

        void Text(string name, string value)
        {
            if (value.Length > 0)
            {
                to.WriteLine($"{name}={value}");
            }
        }
    }
}
