using Nestor.Json;

namespace Nestor.Hooks.Commands;

/// <summary>The figure that says what became of a command: Kea's.</summary>
public enum ResultCode : ushort
{
    Success = 0,
    Error = 1,

    /// <summary>No command has this name.</summary>
    Unsupported = 2,

    /// <summary>Done, and there was nothing to be found or changed.</summary>
    Empty = 3,

    /// <summary>Well formed, but against the state of the server.</summary>
    Conflict = 4,

    /// <summary>The configuration was changed in part, and the one before could not be restored.</summary>
    Fatal = 5,

    /// <summary>The request has to come by TLS: the code of HTTP (RFC 9110 section 15.5.2), which is the answer's status there.</summary>
    Unauthorized = 401,

    /// <summary>This client may not do this: the code of HTTP (RFC 9110 section 15.5.4), which is the answer's status there.</summary>
    Forbidden = 403,
}

/// <summary>The answer to a command, or how it goes on.</summary>
public sealed class CommandResult
{
    private CommandResult(ResultCode code, string? text, Element? arguments)
    {
        Code = code;
        Text = text;
        Arguments = arguments;
    }

    public ResultCode Code { get; }

    /// <summary>Null for none.</summary>
    public string? Text { get; }

    /// <summary>Null for none.</summary>
    public Element? Arguments { get; }

    /// <summary>Null for an answer; else there is none yet, and this goes on in the next turn of the loop.</summary>
    public Func<CommandResult>? GoOn { get; private init; }

    /// <summary>What has to be done before <see cref="GoOn"/>; null when that is to come at once.</summary>
    public Task? Before { get; private init; }

    /// <summary>Null for an answer; else the turn has done its part, and this does the rest on another thread.</summary>
    public Func<CommandResult>? Finish { get; private init; }

    public static CommandResult Success(string text, Element? arguments = null) => new(ResultCode.Success, text, arguments);

    public static CommandResult Success(Element arguments) => new(ResultCode.Success, null, arguments);

    public static CommandResult Error(string text) => new(ResultCode.Error, text, null);

    public static CommandResult Unsupported(string text) => new(ResultCode.Unsupported, text, null);

    public static CommandResult Empty(string text, Element? arguments = null) => new(ResultCode.Empty, text, arguments);

    public static CommandResult Conflict(string text) => new(ResultCode.Conflict, text, null);

    public static CommandResult Unauthorized() => new(ResultCode.Unauthorized, "Unauthorized", null);

    public static CommandResult Forbidden() => new(ResultCode.Forbidden, "Forbidden", null);

    /// <summary>A long command works a millisecond at a time: what is left of it is done from the next turn on.</summary>
    public static CommandResult Later(Func<CommandResult> goOn) => new(ResultCode.Success, null, null) { GoOn = goOn };

    /// <summary>The same, once something that is done beside the loop is over, well or not. It is not waited for by anybody else.</summary>
    public static CommandResult After(Task before, Func<CommandResult> goOn) => new(ResultCode.Success, null, null) { GoOn = goOn, Before = before };

    /// <summary>
    /// What was taken from the server's state in this turn is made into an answer elsewhere, where it may take its time and
    /// knows nothing of that state. One after the other, in the order of the commands. What comes of it may be
    /// <see cref="Later"/>, which goes on between two turns.
    /// </summary>
    public static CommandResult Outside(Func<CommandResult> finish) => new(ResultCode.Success, null, null) { Finish = finish };

    /// <summary>As it is sent, with the members in Kea's order.</summary>
    public Element ToElement()
    {
        var members = new List<Member>();
        if (Arguments is not null)
        {
            members.Add(new Member("arguments", Arguments, SourcePlace.None));
        }

        members.Add(new Member("result", Element.Of((long)Code), SourcePlace.None));
        if (Text is not null)
        {
            members.Add(new Member("text", Element.Of(Text), SourcePlace.None));
        }

        return Element.Map(members);
    }
}
