using CommandLines;
using CommandLines.Tables;

namespace Nestor.App;

/// <summary>One program under many names: what it does is said by the name it is called with, or by its first argument.</summary>
internal static class Program
{
    private static readonly (string Name, Func<string[], int> Run)[] Programs =
    [
        ("kea-dhcp4", KeaDhcp4.KeaDhcp4Program.Run),
        ("kea-dhcp6", KeaDhcp6.KeaDhcp6Program.Run),
        ("kea-ctrl-agent", KeaCtrlAgent.KeaCtrlAgentProgram.Run),
        ("kea-lfc", KeaLfc.KeaLfcProgram.Run),
        ("perfdhcp", PerfDhcp.PerfDhcpProgram.Run),
        ("kea-shell", KeaShell.KeaShellProgram.Run),
        ("keactrl", KeaCtrl.KeaCtrlProgram.Run),
        ("kea-admin", KeaAdmin.KeaAdminProgram.Run),
        ("audit", NestorAudit.NestorAuditProgram.Run),
        ("config", NestorConfig.NestorConfigProgram.Run),
        ("leases", NestorLeases.NestorLeasesProgram.Run),
        ("status", NestorStatus.NestorStatusProgram.Run),
        ("top", NestorStatus.NestorTopProgram.Run),
        ("explain", NestorExplain.NestorExplainProgram.Explain),
        ("what-if", NestorExplain.NestorExplainProgram.WhatIf),
        ("completion", NestorManual.NestorManualProgram.Completion),
        ("man", NestorManual.NestorManualProgram.Man),
    ];

    private static int Main(string[] args)
    {
        // The name as it was called: Environment.ProcessPath would follow a symbolic link.
        string called = Path.GetFileName(File.ReadAllText("/proc/self/cmdline").Split('\0')[0]);
        if (Find(called) is { } byName)
        {
            return byName(args);
        }

        if (args.Length > 0 && Find(args[0]) is { } byArgument)
        {
            return byArgument(args[1..]);
        }

        switch (args)
        {
            case ["-h" or "--help", ..]:
                Console.Out.WriteLine(UsageText.Of(Catalog.Nestor));
                Console.Out.WriteLine($"PROGRAM is one of {string.Join(", ", Catalog.Programs.Select(p => p.Name).Where(n => Find(n) is not null))}.");
                return 0;
            case ["-v" or "--version", ..]:
                Console.Out.WriteLine(Nestor.Server.Runtime.ProductVersion.Extended);
                return 0;
        }

        Console.Error.WriteLine($"Usage: nestor PROGRAM ARGUMENTS, where PROGRAM is one of {string.Join(", ", Programs.Select(p => p.Name))}");
        return 1;
    }

    private static Func<string[], int>? Find(string name) => Array.Find(Programs, p => p.Name == name).Run;
}
