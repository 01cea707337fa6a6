using Nestor.Server.Agent;

namespace KeaCtrlAgent;

/// <summary>The program kea-ctrl-agent.</summary>
public static class KeaCtrlAgentProgram
{
    public static int Run(string[] args) => AgentProgram.Run(args);
}
