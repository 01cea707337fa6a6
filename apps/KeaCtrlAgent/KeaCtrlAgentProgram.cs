using CommandLines;
using CommandLines.Tables;
using Nestor.Server.Agent;

namespace KeaCtrlAgent;

/// <summary>The program kea-ctrl-agent.</summary>
public static class KeaCtrlAgentProgram
{
    public static int Run(string[] args) => AgentProgram.Run(args, UsageText.Of(Servers.KeaCtrlAgent));
}
