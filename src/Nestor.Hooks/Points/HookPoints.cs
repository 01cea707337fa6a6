using Nestor.Hooks.Commands;

namespace Nestor.Hooks.Points;

/// <summary>The hook points that both servers have, for the libraries of one configuration.</summary>
public abstract class HookPoints
{
    /// <summary>command_processed: a command has been done. The answer may be another one.</summary>
    public HookPoint<CommandProcessed> CommandProcessed { get; } = new("command_processed", Steps.None);
}

/// <summary>A command and what is answered.</summary>
public sealed class CommandProcessed : HookCall
{
    public CommandCall Command { get; set; } = null!;

    public CommandResult Answer { get; set; } = null!;
}
