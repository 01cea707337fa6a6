using Nestor.Hooks.Exchange;

namespace Nestor.Engine.Pipeline;

/// <summary>One step of a pipeline: pure, synchronous, one static function in its own file.</summary>
public delegate Verdict Stage<TEngine, TExchange>(TEngine engine, TExchange exchange);
